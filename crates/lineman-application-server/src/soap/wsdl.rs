//! The description of the service. The genuine one is not public; this one has the operation,
//! names and namespace that public clients send.

use lineman_xml::Encoding;

use super::envelope::NAMESPACE;

/// The WSDL of a service at this address. RPC style: `processOCIMessage(in0: string) -> string`.
pub(super) fn document(address: &str) -> String {
    let address = lineman_xml::escape_text(address, Encoding::Utf8).replace('"', "&quot;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions targetNamespace="{NAMESPACE}" xmlns:tns="{NAMESPACE}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <wsdl:message name="processOCIMessageRequest">
    <wsdl:part name="in0" type="xsd:string"/>
  </wsdl:message>
  <wsdl:message name="processOCIMessageResponse">
    <wsdl:part name="processOCIMessageReturn" type="xsd:string"/>
  </wsdl:message>
  <wsdl:portType name="BWProvisioningService">
    <wsdl:operation name="processOCIMessage" parameterOrder="in0">
      <wsdl:input name="processOCIMessageRequest" message="tns:processOCIMessageRequest"/>
      <wsdl:output name="processOCIMessageResponse" message="tns:processOCIMessageResponse"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="ProvisioningServiceSoapBinding" type="tns:BWProvisioningService">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="processOCIMessage">
      <soap:operation soapAction=""/>
      <wsdl:input name="processOCIMessageRequest">
        <soap:body use="literal" namespace="{NAMESPACE}"/>
      </wsdl:input>
      <wsdl:output name="processOCIMessageResponse">
        <soap:body use="literal" namespace="{NAMESPACE}"/>
      </wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="BWProvisioningServiceService">
    <wsdl:port name="ProvisioningService" binding="tns:ProvisioningServiceSoapBinding">
      <soap:address location="{address}"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_break_out_of_its_attribute() {
        let text = document("http://localhost/\"><x/>&");
        let root = lineman_xml::parse_str(&text).expect("well formed");
        assert!(root.find("x").is_none());
        let address = root.find("address").and_then(|element| element.attribute("location"));
        assert_eq!(address, Some("http://localhost/\"><x/>&"));
    }
}
